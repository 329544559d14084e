import os
import sqlite3
import tempfile

from flask import Flask, jsonify, render_template, request

app = Flask(__name__)


@app.get("/")
def index():
    return render_template("index.html", name="whittle")


@app.get("/note")
def note():
    with open("/srv/data/note") as file:
        return file.read()


@app.get("/who")
def who():
    return jsonify(uid=os.getuid(), groups=sorted(os.getgroups()), home=os.environ["HOME"])


@app.post("/sum")
def add():
    with tempfile.NamedTemporaryFile() as file, sqlite3.connect(file.name) as database:
        database.execute("create table numbers (n)")
        database.executemany("insert into numbers values (?)", [(n,) for n in request.get_json()])
        return jsonify(sum=database.execute("select sum(n) from numbers").fetchone()[0])
