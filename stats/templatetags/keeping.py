"""Parts of pages that are the same for many: made once an era."""

from contextvars import ContextVar
from uuid import uuid4

from django.template import Library, Node, TemplateSyntaxError
from django.template.base import TextNode
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockNode
from django.utils.safestring import mark_safe

from stats.remembering import recalled

register = Library()
_HOLE = f"<{uuid4()}>"  # stands for what is made anew, while the parts around it are made
_holes = ContextVar("holes", default=None)


@register.tag
def kept(parser, token):
    """{% kept VALUE… %}…{% endkept %}: what stands between may tell of these values and of the
    site, and of nothing else. What is {% anew %} there, and every block that tells more than the
    same words on each page, is made each time."""
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
        holes = _holes.get()
        if holes is None:
            return self.nodelist.render(context)
        holes.append(self.nodelist)
        return _HOLE


class Kept(Node):
    def __init__(self, values, nodelist):
        self.values, self.nodelist, self.known = values, nodelist, {}
        self.blocks = nodelist.get_nodes_by_type(BlockNode)
        if any(node.get_nodes_by_type(BlockNode) for node in nodelist if node not in self.blocks):
            raise TemplateSyntaxError("What is kept cannot hold a block within another tag.")

    def get_nodes_by_type(self, nodetype):
        """As Django asks for them each time it shows a page that extends another."""
        return self.blocks if nodetype is BlockNode else super().get_nodes_by_type(nodetype)

    def render(self, context):
        if _holes.get() is not None:  # within what is kept itself
            return self.nodelist.render(context)
        shown = [_shown(block, context) for block in self.blocks]
        values = (*[one.resolve(context) for one in self.values], *shown)
        (first, *others), holes = recalled(self.known, values, lambda: self._made(context))
        if not holes:
            return first
        told = [first]
        for hole, part in zip(holes, others, strict=True):
            told += hole.render(context), part
        return "".join(told)

    def _made(self, context):
        """The parts that are kept, and what is made anew between each two of them."""
        holes = []
        before = _holes.set(holes)
        try:
            told = "".join([_told(node, holes, context) for node in self.nodelist])
        finally:
            _holes.reset(before)
        return [mark_safe(part) for part in told.split(_HOLE)], holes  # noqa: S308 - as rendered


def _told(node, holes, context):
    if not isinstance(node, BlockNode):
        return node.render_annotated(context)
    shown = _shown(node, context).nodelist
    if all(map(_is_still, shown)):
        return shown.render(context)
    holes.append(node)
    return _HOLE


def _is_still(node):
    """Whether it tells the same on every page of an era."""
    return isinstance(node, TextNode) or (
        isinstance(node, Kept) and not node.values and not node.get_nodes_by_type(Anew)
    )


def _shown(block, context):
    """What stands in a block on this page."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    return (blocks and blocks.get_block(block.name)) or block
