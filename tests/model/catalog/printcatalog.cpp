// SPDX-FileCopyrightText: 2026 The Portolan authors
// SPDX-License-Identifier: MIT
#include "printcatalog.h"

QByteArray printCatalog()
{
    return R"json({
  "format": "portolan-catalog",
  "version": 1,
  "id": "paper-trail-3",
  "product": "Paper Trail 3",
  "productVersion": "3.1",
  "source": { "title": "Paper Trail ports", "publisher": "Quill", "date": "2024-02-29", "address": "https://quill.example/ports" },
  "tables": [
    { "id": "printing", "prefix": "P", "label": "Printing", "title": "Data paths of printing" }
  ],
  "roles": [
    { "id": "spooler", "label": "Spooler", "short": "SPL", "kind": "server", "icon": "stack", "color": "teal", "tier": 3 },
    { "id": "printer", "label": "Printer", "short": "PRN", "kind": "device", "icon": "printer", "color": "slate", "tier": 5 },
    { "id": "desk", "label": "Desk", "short": "DSK", "kind": "client", "icon": "laptop", "color": "slate", "tier": 0 },
    { "id": "ledger", "label": "Ledger", "short": "LDG", "kind": "service", "icon": "book", "color": "green", "tier": 4 }
  ],
  "services": [
    { "id": "ipp", "label": "IPP" },
    { "id": "rpc", "label": "RPC", "probe": { "protocol": "endpoint-mapper", "tls": "if-offered" } },
    { "id": "mirror", "label": "Mirror" }
  ],
  "authentications": [
    { "id": "kerberos", "label": "Kerberos" },
    { "id": "ntlm", "label": "NTLM" }
  ],
  "mechanisms": [
    { "id": "tls", "label": "TLS" },
    { "id": "none", "label": "none" }
  ],
  "groups": [
    { "kind": "dag", "label": "Mirror set", "memberRole": "spooler" }
  ],
  "dynamicPorts": [
    { "role": "spooler", "first": 50000, "last": 50999, "note": "range" },
    { "first": 49152, "last": 65535 }
  ],
  "dataPaths": [
    {
      "id": "printing-01", "code": "P1", "table": "printing", "row": 1, "title": "Desk to spooler",
      "from": ["desk"], "to": ["spooler", "ledger"], "scopes": ["client", "local"], "endpoints": "stated",
      "ports": [
        { "transport": "tcp", "first": 631, "last": 632, "service": "ipp", "security": "tls" },
        { "transport": "udp", "range": "dynamic", "service": "rpc", "security": "rpc", "reverse": true },
        { "transport": "tcp", "range": "rpc-dynamic", "service": "rpc", "security": "rpc", "at": "ledger", "implied": true }
      ],
      "printed": {
        "ports": "631/TCP\n632/TCP", "defaultAuthentication": "Kerberos", "supportedAuthentication": "Kerberos, NTLM",
        "encryptionSupported": "Yes, using TLS", "encryptedByDefault": "Yes"
      },
      "defaultAuthentication": ["ntlm"], "supportedAuthentication": ["kerberos", "ntlm"], "mechanisms": ["tls"],
      "encryption": "encrypted",
      "conditions": [
        { "when": "same-server", "defaultAuthentication": ["kerberos"], "note": "one-machine" },
        { "when": "link-tls-disabled", "encryption": "disabled" }
      ],
      "probe": {
        "path": "/print/", "interfaces": [
          { "id": "e3514235-4b06-11d1-ab04-00c04fc2dcd2", "version": "4.1", "label": "Queues" }
        ]
      },
      "remark": "Spoolers answer in turn.", "notes": ["range"]
    },
    {
      "id": "printing-02", "code": "P2", "table": "printing", "row": 2, "title": "Spooler to spooler",
      "from": ["spooler"], "to": ["spooler"], "scopes": ["dag"], "endpoints": "inferred",
      "ports": [
        { "transport": "tcp", "first": 7000, "last": 7000, "service": "mirror", "security": "none", "setting": "dag.replicationPort" }
      ],
      "printed": {
        "ports": "7000", "defaultAuthentication": "", "supportedAuthentication": "", "encryptionSupported": "No",
        "encryptedByDefault": "No"
      },
      "defaultAuthentication": [], "supportedAuthentication": [], "mechanisms": ["none"], "encryption": "none",
      "bidirectional": true
    }
  ],
  "firewallRules": [
    {
      "name": "Spooler (IPP-In)", "printed": { "roles": "Spooler", "ports": "631, 632" }, "roles": ["spooler"],
      "ports": [{ "transport": "tcp", "first": 631, "last": 632 }, { "transport": "tcp", "range": "rpc-dynamic" }],
      "program": "spooler.exe", "notes": ["range"]
    },
    {
      "name": "Spooler (unbound)", "printed": { "roles": "Spooler", "ports": "631" }, "roles": ["spooler", "ledger"],
      "ports": [{ "transport": "udp", "first": 631, "last": 631 }], "program": "Any", "unbound": true
    }
  ],
  "notes": [
    { "id": "range", "about": "dynamic-ports", "source": "Page 2", "text": "The spooler has a range of its own." },
    { "id": "one-machine", "about": "printing", "source": "Page 3", "text": "Desk and spooler\nmay share a machine." }
  ],
  "misprints": [
    {
      "id": "ip", "printed": "IP (631)", "corrected": "IPP (631)", "explanation": "A letter is missing.",
      "dataPaths": ["printing-01"], "firewallRules": ["Spooler (IPP-In)"]
    }
  ],
  "designRules": [
    {
      "id": "A1", "kind": "site-needs-role", "severity": "error", "title": "Site without a printer",
      "statement": "Where there is a spooler there is a printer.", "source": "Page 4", "address": "https://quill.example/rules",
      "remedy": "Add a printer.", "roles": ["spooler"], "needs": ["printer"], "whenLeast": 2, "least": 3, "writable": true, "onto": ["ledger"]
    },
    {
      "id": "A2", "kind": "members-ports-alike", "severity": "information", "title": "Ports of mirrors",
      "statement": "Mirrors share their ports.", "source": "Page 5", "remedy": "Set them.", "group": "dag", "first": 100, "last": 200
    },
    {
      "id": "A3", "kind": "no-filter-between", "severity": "warning", "title": "Filter between spoolers",
      "statement": "Spoolers see each other.", "source": "Page 6", "remedy": "Open it.",
      "pairs": [{ "roles": ["spooler"], "others": ["spooler", "ledger"] }]
    }
  ]
}
)json";
}
