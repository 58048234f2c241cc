"""Passwords of several kinds of characters, where a profile asks for that."""

from django.core.exceptions import ValidationError

KINDS = (str.isupper, str.islower, str.isdigit, lambda one: not one.isalnum())


class KindsValidator:
    """Of capitals, small letters, digits and other characters, at least so many kinds."""

    def __init__(self, least):
        self.least = least

    def validate(self, password, user=None):
        if sum(any(map(kind, password)) for kind in KINDS) < self.least:
            raise ValidationError(self.get_help_text(), code="password_of_few_kinds")

    def get_help_text(self):
        return f"密码须在大写字母、小写字母、数字、符号四类中至少有 {self.least} 类。"
