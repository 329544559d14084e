from django import template

register = template.Library()


@register.filter
def price(cents):
    return f"{cents / 100:.2f} EUR"
