"""How forms for visitors look: KERN's parts, drawn by Django's own means, on any host without a setting.

    class ReportForm(KernForm, forms.Form):
        what = forms.CharField(label="Was stimmt nicht?", max_length=2000, widget=forms.Textarea)

    <form method="post" novalidate>{{ form }}<button …></form>

`{{ form }}` is the summary of errors and all fields; `{{ form.what.as_field_group }}` is one field with its
label, help and errors. `novalidate` belongs to it: browsers stop at the first fault, in words of their own.
Pages with a form load `knowledge/forms.css` and, as a module, `knowledge/forms.js`; when there are errors,
their `<title>` begins with "Fehler: ".
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.template.loader import get_template

from .cleaning import clean_data
from .messages import speak_plainly

#: Which template draws a field, by its widget; the first that fits. To Django, checkboxes are a kind
#: of radio buttons.
TEMPLATES = (
    (forms.SelectMultiple, "input"),
    (forms.RadioSelect, "choices"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.Widget, "input"),
)
#: KERN's class of a control, by its widget; the first that fits.
CLASSES = (
    ((forms.CheckboxInput, forms.CheckboxSelectMultiple), "kern-form-check__checkbox"),
    (forms.RadioSelect, "kern-form-check__radio"),
    (forms.SelectMultiple, "kern-form-input__input"),
    (forms.Select, "kern-form-input__select"),
    (forms.Widget, "kern-form-input__input"),
)


def _first_fitting(table: tuple[tuple[Any, str], ...], widget: forms.Widget) -> str:
    return next(name for kinds, name in table if isinstance(widget, kinds))


class KernField(BoundField):
    """A field of a form, with what KERN's parts need to know of it."""

    @property
    def template_name(self) -> str:
        """The field's own template, or the one for its kind."""
        own: str | None = getattr(self.field, "template_name", None)
        return own or f"knowledge/forms/{_first_fitting(TEMPLATES, self.field.widget)}.html"

    @property
    def is_optional(self) -> bool:
        """Whether it is marked as one that may stay empty."""
        return not self.field.required

    @property
    def counted_to(self) -> int | None:
        """How many characters a long text may have, to be counted while it is written; None: any number."""
        if isinstance(self.field.widget, forms.Textarea):
            return getattr(self.field, "max_length", None)
        return None

    @property
    def is_radio_group(self) -> bool:
        """Whether one of several is chosen."""
        return getattr(self.field.widget, "input_type", "") == "radio"

    @property
    def first_control_id(self) -> str:
        """The id of what takes the focus when somebody comes from the summary of errors."""
        if self.use_fieldset and self.subwidgets:
            return self.subwidgets[0].id_for_label or ""
        return self.id_for_label or ""

    @property
    def aria_describedby(self) -> str | None:
        """The ids of help, count and errors, in the order they are read."""
        described = super().aria_describedby
        if described is None or not self.counted_to:
            return described
        return " ".join(filter(None, [described, f"{self.auto_id}_count"]))

    def build_widget_attrs(self, attrs: dict[str, Any], widget: forms.Widget | None = None) -> dict[str, Any]:
        """Return the control's attributes with KERN's classes.

        A browser with `maxlength` cuts what is pasted without a word. Here everything arrives, and the answer
        says how much is too much.
        """
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        widget = widget or self.field.widget
        if widget.is_hidden:
            return built
        name = _first_fitting(CLASSES, widget)
        classes = [widget.attrs.get("class", ""), name, f"{name}--error" if self.errors else ""]
        built["class"] = " ".join(filter(None, classes))
        built["maxlength"] = built["minlength"] = False
        if self.counted_to:
            built["data-counted"] = self.counted_to
        if self.is_radio_group:
            # Not a radio button is wrong but the group: it says so itself.
            built.pop("aria-invalid", None)
        return built


class KernRenderer(DjangoTemplates):
    """Draws forms with the templates of `knowledge/forms`, which a host may replace by its own."""

    form_template_name = "knowledge/forms/form.html"
    bound_field_class = KernField

    def get_template(self, template_name: str) -> Any:
        """Return a template: ours from where the host's templates are, Django's widgets from Django."""
        if template_name.startswith("knowledge/"):
            return get_template(template_name)
        return super().get_template(template_name)


class KernForm(forms.BaseForm):
    """Stands before `forms.Form` or `forms.ModelForm` and has it drawn and worded for visitors."""

    default_renderer = KernRenderer
    #: What is missing is said by the answer, for all fields at once, in words that help.
    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(clean_data(data), *args, **kwargs)
        for field in self.fields.values():
            speak_plainly(field)
