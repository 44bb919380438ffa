<?php

$wanted = json_decode(file_get_contents(getenv('SEGUITO_INTEROP') . '/answer.json'), true);
$metadata['http://127.0.0.1:' . getenv('SEGUITO_INTEROP_PORT') . '/saml2/idp/metadata.php'] = [
    'host' => '__DEFAULT__',
    'privatekey' => 'key.pem',
    'certificate' => 'cert.pem',
    'auth' => 'static',
    'attributes.NameFormat' => 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri',
    'NameIDFormat' => 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient',
    'signature.algorithm' => 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    'saml20.sign.response' => true,
    'saml20.sign.assertion' => true,
    'sign.logout' => true,
    // Our requests are signed: take no others.
    'validate.authnrequest' => true,
    'redirect.validate' => true,
    // This version encrypts for a certificate by AES-CBC alone.
    'assertion.encryption' => $wanted['encrypt'] ?? false,
    'authproc' => [
        10 => ['class' => 'saml:AuthnContextClassRef', 'AuthnContextClassRef' => $wanted['context']],
    ],
];
