"""What a page that asks before deleting tells: records by their names, nothing without one."""

from django.apps import apps
from django.contrib.admin.models import DELETION

from stats.admin.log_entries import log_each


class NamedDeletion:
    """Mixin: without what only ties two records together, which has no name of its own."""

    def get_deleted_objects(self, objs, request):
        objects, counts, *rest = super().get_deleted_objects(objs, request)
        models = apps.get_models(include_auto_created=True)
        ties = {one._meta.verbose_name_plural for one in models if one._meta.auto_created}
        told = {name: count for name, count in counts.items() if name not in ties}
        return named_only(objects), told, *rest

    def log_deletions(self, request, queryset):
        return log_each(request.user, queryset, DELETION)


def named_only(objects):
    """The nested list of what is to be deleted, without what is called User_groups object (1)."""
    nested = (named_only(one) if isinstance(one, list) else one for one in objects)
    return [one for one in nested if isinstance(one, list) or " object (" not in str(one)]
