"""Parts of pages that are the same for many: made once an era."""

from django.template import Library, Node
from django.template.loader_tags import BlockNode

from stats.remembering import recalled

register = Library()


@register.tag
def kept(parser, token):
    """{% kept VALUE… %}…{% endkept %}: what stands between may tell of these values and of the
    site, and of nothing else. There may be blocks: what they tell is one more of the values."""
    _, *values = token.split_contents()
    nodes = parser.parse(["endkept"])
    parser.delete_first_token()
    return Kept([parser.compile_filter(one) for one in values], nodes)


class Kept(Node):
    def __init__(self, values, nodelist):
        self.values, self.nodelist = values, nodelist
        self.blocks = nodelist.get_nodes_by_type(BlockNode)
        self.known = {}

    def render(self, context):
        values = tuple(one.resolve(context) for one in self.values)
        values += tuple(one.render(context) for one in self.blocks)
        return recalled(self.known, values, lambda: self.nodelist.render(context))
