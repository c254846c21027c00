"""refaudit serve as a program on the net meets it, without a browser.

Usage: test_serve.py REFAUDIT [unittest arguments]
"""
import http.client
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from page_base import Base


class Serve(Base):
    def request(self, path="", method="GET", body=None, token=None, **headers):
        """The answer to one request; None takes a header out."""
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {k.replace("_", "-"): v for k, v in headers.items()}
        headers = {"Host": "127.0.0.1:%d" % self.port, **headers}
        c.putrequest(method, "/%s/%s" % (token or self.token, path),
                     skip_host=True, skip_accept_encoding=True)
        if body is not None:
            headers["Content-Length"] = str(len(body))
        for name, value in headers.items():
            if value is not None:
                c.putheader(name, value)
        c.endheaders(body)
        answer = c.getresponse()
        answer.text = answer.read().decode()
        c.close()
        return answer

    def triage(self, body, **headers):
        if not isinstance(body, bytes):
            body = json.dumps(body).encode()
        headers = {"Content_Type": "application/json",
                   "X_Refaudit_Token": self.token,
                   "Origin": "http://127.0.0.1:%d" % self.port, **headers}
        return self.request("triage", "POST", body, **headers)

    def test_parts(self):
        self.serve()
        o = json.loads(self.request("overview").text)
        self.assertEqual(len(o["findings"]), 1)
        row = o["findings"][0]
        d = json.loads(self.request("finding?row=%d" % row[0]).text)
        self.assertEqual(d["place"][0]["function"], "make_pair")
        self.assertGreater(len(d["steps"]), 2)
        text = json.loads(self.request("source?hash=" +
                                       d["place"][0]["hash"]).text)
        self.assertIn("make_pair(PyObject *a)", text)
        self.assertEqual(json.loads(self.request("source?hash=x").text), None)
        self.assertEqual(json.loads(self.request("audit").text), [])
        self.assertEqual(json.loads(self.request("diff?base=0&head=1").text),
                         json.loads(self.request("diff?base=0&head=1").text))
        for path in "", "page.js", "page.css":
            self.assertEqual(self.request(path).status, 200)
        self.assertEqual(self.request("../etc/passwd").status, 404)
        self.assertEqual(self.request("overview", "DELETE").status, 405)

    def test_every_answer_carries_the_policy(self):
        self.serve()
        for answer in (self.request(), self.request("overview"),
                       self.request("nothing"),
                       self.request(token="0" * 32),
                       self.request(Host="evil.example")):
            policy = answer.getheader("Content-Security-Policy")
            self.assertIn("default-src 'none'", policy)
            self.assertNotIn("unsafe", policy)
            self.assertEqual(answer.getheader("X-Content-Type-Options"),
                             "nosniff")
            self.assertEqual(answer.getheader("Referrer-Policy"),
                             "no-referrer")
            self.assertEqual(answer.getheader("Cache-Control"), "no-store")

    def test_only_this_machine(self):
        self.serve()
        with open("/proc/net/tcp") as f:
            bound = [line.split()[1] for line in f if line.split()[3] == "0A"]
        self.assertIn("0100007F:%04X" % self.port, bound)
        self.assertNotIn("00000000:%04X" % self.port, bound)

    def test_who_may_ask(self):
        self.serve()
        for host in (None, "evil.example", "127.0.0.1",
                     "evil.example:%d" % self.port,
                     "127.0.0.1:%d.evil.example" % self.port):
            self.assertEqual(self.request("overview", Host=host).status, 421,
                             host)
        ours = "localhost:%d" % self.port
        self.assertEqual(self.request("overview", Host=ours).status, 200)
        for token in "0" * 32, self.token[:-1], self.token + "0", "x":
            self.assertEqual(self.request("overview", token=token).status, 403)
        for origin in ("http://evil.example", "null", "https://127.0.0.1",
                       "http://127.0.0.1:1"):
            self.assertEqual(
                self.request("overview", Origin=origin).status, 403, origin)

    def test_tokens_differ(self):
        tokens = set()
        for _ in range(3):
            self.serve()
            tokens.add(self.token)
            self.assertRegex(self.token, "^[0-9a-f]{32}$")
            self.stop()
        self.assertEqual(len(tokens), 3)

    def test_read_only(self):
        self.serve()
        answer = self.triage({"ids": [self.uid()], "verdict": "confirmed"})
        self.assertEqual(answer.status, 403)
        self.assertIn("--write", answer.text)
        self.assertEqual(self.sql("SELECT count(*) FROM triage"), [(0,)])
        self.assertEqual(json.loads(self.request("overview").text)["author"],
                         None)

    def test_verdicts(self):
        self.serve("--write", "--author", "Ada")
        uid = self.uid()
        self.assertEqual(
            self.triage({"ids": [uid], "verdict": "false-positive",
                         "why": "infeasible-path", "comment": "<b>&'\""})
            .status, 200)
        self.assertEqual(
            self.sql("SELECT verdict, why, comment, author, confidential "
                     "FROM triage"),
            [("false-positive", "infeasible-path", "<b>&'\"", "Ada", 0)])
        o = json.loads(self.request("overview").text)
        self.assertIn("false-positive", o["findings"][0])
        shown = self.run_it("show", uid[:8]).stdout
        self.assertIn("false-positive", shown.replace(" ", "-"))
        self.assertEqual(self.triage({"ids": [uid], "undo": True}).status, 200)
        self.assertEqual(
            self.sql("SELECT verdict FROM v_triage"), [("unreviewed",)])
        self.assertEqual(self.sql("SELECT count(*) FROM triage"), [(2,)])

    def test_refusals_harm_nothing(self):
        self.serve("--write", "--author", "Ada")
        uid = self.uid()
        good = {"ids": [uid], "verdict": "confirmed"}
        refused = [
            (403, good, {"X_Refaudit_Token": None}),
            (403, good, {"X_Refaudit_Token": "0" * 32}),
            (403, good, {"Origin": "http://evil.example"}),
            (415, good, {"Content_Type": "text/plain"}),
            (415, good, {"Content_Type": None}),
            (413, b"[" * 300000, {}),
            (400, b"{", {}),
            (400, b"[]", {}),
            (400, {"ids": [uid], "verdict": "nonsense"}, {}),
            (400, {"ids": [uid]}, {}),
            (400, {"ids": [], "verdict": "confirmed"}, {}),
            (400, {"ids": [uid, "ffffffff"], "verdict": "confirmed"}, {}),
            (400, {"ids": [uid, 3], "verdict": "confirmed"}, {}),
            (400, {"ids": [uid], "verdict": "intentional"}, {}),
            (400, {"ids": [uid], "verdict": "intentional", "why": "x"}, {}),
            (400, {"ids": [uid], "undo": True}, {}),
        ]
        for status, body, headers in refused:
            answer = self.triage(body, **headers)
            self.assertEqual(answer.status, status, (body, answer.text))
            self.assertNotEqual(answer.text.strip(), "")
        self.assertEqual(self.sql("SELECT count(*) FROM triage"), [(0,)])
        self.assertEqual(self.triage(good).status, 200)
        self.assertEqual(self.sql("SELECT count(*) FROM triage"), [(1,)])

    def test_confidential_stays_out_of_the_file(self):
        self.serve("--write", "--author", "Ada")
        uid = self.uid()
        self.triage({"ids": [uid], "verdict": "confirmed",
                     "comment": "not for everybody", "confidential": True})
        o = json.loads(self.request("overview").text)
        self.assertEqual((len(o["findings"]), len(o["confidential"])), (0, 1))
        self.stop()
        page = self.run_it("export", "html", code=0).stdout
        found = [secret for secret in (uid, "not for everybody", "make_pair")
                 if secret in page]
        self.assertEqual(found, [])

    def test_end(self):
        for number in signal.SIGINT, signal.SIGTERM:
            self.serve("--write", "--author", "Ada")
            self.triage({"ids": [self.uid()], "verdict": "confirmed"})
            self.assertEqual(self.stop(number), 0)
            self.assertEqual(sorted(os.listdir(os.path.dirname(self.db))),
                             [".gitignore", "findings.db"])

    def test_a_run_while_it_serves(self):
        self.serve("--write", "--author", "Ada")
        stamp = self.request("stamp").text
        self.run_it("check", code=1)
        self.assertNotEqual(self.request("stamp").text, stamp)
        o = json.loads(self.request("overview").text)
        self.assertEqual(len(o["runs"]), 2)
        self.assertEqual(self.triage({"ids": [self.uid()],
                                      "verdict": "confirmed"}).status, 200)

    def test_bad_usage(self):
        for args in (["--port", "70000"], ["nothing.db"], ["--port", "x"]):
            self.assertIn("refaudit", self.run_it("serve", *args,
                                                  code=2).stderr)
        self.write("notes.db", "not a database at all, " * 100)
        self.run_it("serve", "notes.db", code=2)
        self.serve()
        taken = self.run_it("serve", "--port", str(self.port), code=2)
        self.assertIn("cannot listen", taken.stderr)


class Export(Base):
    def test_the_same_twice(self):
        one = self.run_it("export", "html", code=0).stdout
        path = os.path.join(self.dir, "two.html")
        self.run_it("export", "html", "-o", path, code=0)
        with open(path) as f:
            self.assertTrue(f.read() == one)

    def test_it_needs_nothing_else(self):
        page = self.run_it("export", "html", code=0).stdout
        self.assertEqual(re.findall(
            r"<(?:link|img|iframe|object|embed|base)\b|<script[^>]*\bsrc=|"
            r"@import|url\((?!#)", page), [])
        self.assertLess(len(page), 250000)

    def test_policy_names_the_script(self):
        import base64
        import hashlib
        page = self.run_it("export", "html", code=0).stdout
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"',
                           page).group(1)
        for kind, tag in ("script", "script"), ("style", "style"):
            text = re.search(r"<%s>(.*?)</%s>" % (tag, tag), page,
                             re.S).group(1)
            hashed = base64.b64encode(
                hashlib.sha256(text.encode()).digest()).decode()
            self.assertIn("%s-src 'sha256-%s'" % (kind, hashed), policy)
        self.assertNotIn("unsafe", policy)

    def test_no_name_gets_out(self):
        """What the source is called is data: it closes no tag."""
        self.write("</script><script>boo()</script>.c", self.LEAK)
        self.write('"><img src=x onerror=boo()>.c', self.LEAK)
        self.run_it("check", code=1)
        page = self.run_it("export", "html", code=0).stdout
        self.assertEqual(re.findall("<script>boo|<img", page), [])
        for text in "\\u003cscript>boo()", "&lt;script&gt;boo()":
            self.assertTrue(text in page, text)

    def test_output_that_fails(self):
        self.run_it("export", "html", "-o", "/nowhere/x.html", code=2)
        self.assertNotEqual(
            self.run_it("export", "html", "-o", "/dev/full").returncode, 0)
        self.run_it("export", "pdf", code=2)


if __name__ == "__main__":
    unittest.main(verbosity=1)
