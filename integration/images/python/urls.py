from django.contrib import admin
from django.urls import path

from shop import views

urlpatterns = [
    path("", views.index),
    path("about", views.about),
    path("export", views.export),
    path("fetch", views.fetch),
    path("month", views.month),
    path("picture", views.picture),
    path("when", views.when),
    path("admin/", admin.site.urls),
]
