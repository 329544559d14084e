import datetime
import io
import locale

from django.core import serializers
from django.http import HttpResponse
from django.shortcuts import render
from PIL import Image

from shop.models import Item


def index(request):
    return render(request, "shop/index.html", {"items": Item.objects.order_by("id")})


def about(request):
    return render(request, "shop/about.html", {"day": datetime.date(2020, 3, 1)})


def export(request):
    form = request.GET.get("as", "json")
    if form == "csv":
        from shop import spreadsheet

        return HttpResponse(spreadsheet.write(Item.objects.all(), request.GET.get("encoding", "utf-8")))
    return HttpResponse(serializers.serialize(form, Item.objects.order_by("id")))


def when(request):
    from zoneinfo import ZoneInfo

    zone = ZoneInfo(request.GET["zone"])
    return HttpResponse(datetime.datetime.fromtimestamp(0, zone).isoformat())


def month(request):
    locale.setlocale(locale.LC_TIME, request.GET["locale"])
    return HttpResponse(datetime.date(2020, 3, 1).strftime("%B"))


def picture(request):
    buffer = io.BytesIO()
    Image.new("RGB", (16, 16), "red").save(buffer, request.GET.get("as", "PNG"))
    return HttpResponse(buffer.getvalue(), content_type="application/octet-stream")


def fetch(request):
    import requests

    return HttpResponse(requests.get(request.GET["url"], timeout=10).status_code)
