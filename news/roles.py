"""What migrations give to the roles of the desk. Rights are only ever added: staff may add more."""

from django.contrib.auth.management import create_permissions


def give(apps, grants, also=()):
    """Give the groups named in `grants` ({role: codenames}) these rights; new groups are made.

    `apps` is the registry of a migration, `also` names apps besides those it always has. Raises
    KeyError for a right that does not exist.
    """
    rights = permissions(apps, also)
    Group = apps.get_model("auth", "Group")
    for name, codenames in grants.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*(rights[codename] for codename in codenames))


def permissions(apps, also=()):
    """All rights by codename; they are otherwise made only after all migrations have run."""
    labels = ("auth", "admin", "stats", "news", *also)
    for label in labels:
        config = apps.get_app_config(label)
        kept, config.models_module = getattr(config, "models_module", None), True
        create_permissions(config, apps=apps, verbosity=0)
        config.models_module = kept
    some = apps.get_model("auth", "Permission").objects.filter(content_type__app_label__in=labels)
    return {right.codename: right for right in some}
