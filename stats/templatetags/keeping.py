"""Parts of pages that are the same for many: made once an era."""

from django.template import Library, Node, NodeList, TemplateSyntaxError
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockNode

from stats.remembering import recalled

register = Library()


@register.tag
def kept(parser, token):
    """{% kept VALUE… %}…{% endkept %}: what stands between may tell of these values and of the
    site, and of nothing else. What is {% anew %} there, and every block, is made each time."""
    _, *values = token.split_contents()
    nodes = parser.parse(["endkept"])
    parser.delete_first_token()
    return Kept([parser.compile_filter(one) for one in values], nodes)


@register.tag
def anew(parser, token):
    """{% anew %}…{% endanew %}: a part of what is kept that is not."""
    nodes = parser.parse(["endanew"])
    parser.delete_first_token()
    return Anew(nodes)


class Anew(Node):
    def __init__(self, nodelist):
        self.nodelist = nodelist

    def render(self, context):
        return self.nodelist.render(context)


class Kept(Node):
    """Its kept parts and, between each two of them, a hole."""

    def __init__(self, values, nodelist):
        self.values, self.nodelist = values, nodelist
        self.known, self.holes, self.parts = {}, [], [NodeList()]
        for node in nodelist:
            if isinstance(node, BlockNode | Anew):
                self.holes.append(node)
                self.parts.append(NodeList())
            elif node.get_nodes_by_type(BlockNode | Anew):
                raise TemplateSyntaxError("What is kept cannot hold a block within another tag.")
            else:
                self.parts[-1].append(node)
        self.blocks = nodelist.get_nodes_by_type(BlockNode)

    def get_nodes_by_type(self, nodetype):
        """As Django asks for them each time it shows a page that extends another."""
        return self.blocks if nodetype is BlockNode else super().get_nodes_by_type(nodetype)

    def render(self, context):
        values = tuple([one.resolve(context) for one in self.values])
        first, *others = recalled(self.known, values, lambda: self._made(context))
        if not others:
            return first
        told = [first]
        for hole, part in zip(self.holes, others, strict=True):
            told += _filled(hole, context), part
        return "".join(told)

    def _made(self, context):
        return [part.render(context) for part in self.parts]


def _filled(hole, context):
    """What stands there; a block of text alone needs no context of its own."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    told = blocks and isinstance(hole, BlockNode) and blocks.get_block(hole.name)
    if told and not told.nodelist.contains_nontext:
        return told.nodelist.render(context)
    return hole.render(context)
