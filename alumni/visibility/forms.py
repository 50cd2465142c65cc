"""One field for each item a member decides about."""

from typing import Any

from django import forms

from alumni.visibility.items import Group
from mik.people.models import Visibility


class ChoicesForm(forms.Form):
    """``groups``: what there is to decide; the form has a field of the key of each item."""

    def __init__(self, *args: Any, groups: list[Group], **options: Any) -> None:
        super().__init__(*args, **options)
        self.groups = groups
        for item in (item for group in groups for item in group.items):
            self.fields[item.key] = forms.ChoiceField(
                label=item.label, choices=Visibility.choices, initial=item.choice, required=False
            )

    def chosen(self) -> dict[str, str]:
        """What was sent; an item added in another tab meanwhile was not, and stays as it is."""
        return {key: value for key, value in self.cleaned_data.items() if value}

    def sections(self) -> list[tuple[str, list[tuple[Any, Any]]]]:
        """For the page: the label of each group, and its items with their fields."""
        return [(group.label, [(item, self[item.key]) for item in group.items]) for group in self.groups]
