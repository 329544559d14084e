import csv
import io


def write(items, encoding):
    text = io.StringIO()
    csv.writer(text).writerows((item.id, item.name) for item in items)
    return text.getvalue().encode(encoding)
