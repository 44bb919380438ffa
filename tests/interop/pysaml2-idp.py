"""An identity provider of pysaml2 for one test: `pysaml2-idp.py FOLDER PORT`.

FOLDER holds sp.xml (metadata of the portal), key.pem, cert.pem and answer.json: who signs in, and how the answer is made.
The script writes idp.xml there, prints `ready`, and answers every AuthnRequest on 127.0.0.1 until it is ended.
"""
import json
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from os import path
from urllib.parse import parse_qs, urlsplit

from saml2 import BINDING_HTTP_POST, BINDING_HTTP_REDIRECT
from saml2.config import IdPConfig
from saml2.metadata import entity_descriptor
from saml2.saml import NAMEID_FORMAT_TRANSIENT, NAMEID_FORMAT_PERSISTENT
from saml2.server import Server
from saml2.sigver import verify_redirect_signature
from saml2.xmldsig import DIGEST_SHA256, SIG_RSA_SHA256

folder, port = sys.argv[1], int(sys.argv[2])
base = f"http://127.0.0.1:{port}"
OID = {
    "displayName": "urn:oid:2.16.840.1.113730.3.1.241",
    "mail": "urn:oid:0.9.2342.19200300.100.1.3",
    "agency": "urn:oid:2.5.4.10",
    "country": "urn:oid:2.5.4.6",
    "subjectId": "urn:oasis:names:tc:SAML:attribute:subject-id",
    "clearance": "urn:seguito:attribute:clearance",
    "clearanceExpires": "urn:seguito:attribute:clearance-expires",
    "purposes": "urn:seguito:attribute:purposes",
}
with open(path.join(folder, "maps", "seguito.py"), "w") as written:
    names = {"to": OID, "fro": {oid: name for name, oid in OID.items()}}
    written.write(
        f"MAP = {{'identifier': 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri', **{names!r}}}\n"
    )

config = IdPConfig().load(
    {
        "entityid": f"{base}/metadata",
        "key_file": path.join(folder, "key.pem"),
        "cert_file": path.join(folder, "cert.pem"),
        "xmlsec_binary": "/usr/bin/xmlsec1",
        "attribute_map_dir": path.join(folder, "maps"),
        "metadata": {"local": [path.join(folder, "sp.xml")]},
        "service": {
            "idp": {
                "name": "Interop",
                "endpoints": {"single_sign_on_service": [(f"{base}/sso", BINDING_HTTP_REDIRECT)]},
                "policy": {
                    "default": {
                        "lifetime": {"minutes": 5},
                        "attribute_restrictions": None,
                        "name_form": "urn:oasis:names:tc:SAML:2.0:attrname-format:uri",
                    }
                },
            }
        },
    }
)
server = Server(config=config)
[sp] = server.metadata.keys()
with open(path.join(folder, "idp.xml"), "w") as written:
    written.write(str(entity_descriptor(config)))


def answer(query):
    """The form with a signed answer to the signed request in the query."""
    sent = {name: query[name][0] for name in ("SAMLRequest", "RelayState", "SigAlg", "Signature")}
    certificates = server.metadata.certs(sp, "spsso", "signing")
    if not any(verify_redirect_signature(sent, server.sec.sec_backend, cert) for cert in certificates):
        raise ValueError("the signature of the request is not the portal's")
    request = server.parse_authn_request(sent["SAMLRequest"], BINDING_HTTP_REDIRECT)
    with open(path.join(folder, "answer.json")) as kept:
        wanted = json.load(kept)
    args = server.response_args(request.message, [BINDING_HTTP_POST])
    policy = args.pop("name_id_policy", None)
    if policy is not None:
        policy.format = NAMEID_FORMAT_PERSISTENT if wanted.get("persistent") else NAMEID_FORMAT_TRANSIENT
    response = server.create_authn_response(
        wanted["attributes"],
        userid=wanted["user"],
        name_id_policy=policy,
        authn={"class_ref": wanted["context"], "authn_auth": f"{base}/metadata"},
        sign_response=True,
        sign_assertion=True,
        sign_alg=SIG_RSA_SHA256,
        digest_alg=DIGEST_SHA256,
        encrypt_assertion=wanted.get("encrypt", False),
        **args,
    )
    return server.apply_binding(
        BINDING_HTTP_POST, str(response), args["destination"], query["RelayState"][0], response=True
    )["data"]


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        try:
            body, status = answer(parse_qs(urlsplit(self.path).query)), 200
        except Exception as error:  # told to the test, which fails with it
            body, status = f"{type(error).__name__}: {error}", 500
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write("".join(body).encode() if not isinstance(body, str) else body.encode())

    def log_message(self, *_):
        pass


listener = HTTPServer(("127.0.0.1", port), Handler)
print("ready", flush=True)
listener.serve_forever()
