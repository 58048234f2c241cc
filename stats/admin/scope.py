"""What a person sees of the records: all, or what her Assignment covers, here and everywhere."""

from dataclasses import dataclass

from stats.models import Assignment


@dataclass(frozen=True)
class Scope:
    """The keys of the datasets (none: any) and of the one institution (None: any) of a person."""

    datasets: frozenset
    institution: int | None


def scope_of(user):
    """The Scope of a person who is limited to one; None for everybody else."""
    if user.is_superuser or not user.is_authenticated:
        return None
    known = user.__dict__
    if "_scope" not in known:  # a request has its own user: asked once in each
        known["_scope"] = _stored_scope(user)
    return known["_scope"]


def _stored_scope(user):
    rows = Assignment.objects.filter(user=user).values_list("institution", "datasets")
    if not rows:
        return None
    return Scope(frozenset(key for _, key in rows if key is not None), rows[0][0])


class Scoped:
    """Mixin: only records within the person's Scope, wherever the admin takes them from."""

    # The ways from a record to its dataset and to its institution, where it has them.
    way_to_dataset = ""
    way_to_institution = ""
    # Where a record holds figures of any dataset: who is limited sees only what she made.
    way_to_author = ""

    def get_queryset(self, request):
        return self.within_scope(request, super().get_queryset(request))

    def within_scope(self, request, queryset):
        scope = scope_of(request.user)
        if scope and scope.datasets and self.way_to_dataset:
            queryset = queryset.filter(**{f"{self.way_to_dataset}__in": scope.datasets})
        if scope and scope.institution and self.way_to_institution:
            queryset = queryset.filter(**{self.way_to_institution: scope.institution})
        if scope and self.way_to_author:
            queryset = queryset.filter(**{self.way_to_author: request.user})
        return queryset
