<?php

// SimpleSAMLphp as an identity provider for one test. SEGUITO_INTEROP: the folder with keys, metadata and answer.json.
$folder = getenv('SEGUITO_INTEROP');
$config = [
    'baseurlpath' => 'http://127.0.0.1:' . getenv('SEGUITO_INTEROP_PORT') . '/',
    'certdir' => $folder . '/',
    'loggingdir' => $folder . '/',
    'datadir' => $folder . '/',
    'tempdir' => $folder . '/temp',
    'logging.handler' => 'file',
    'logging.logfile' => 'simplesamlphp.log',
    'timezone' => 'UTC',
    'secretsalt' => 'of-one-test-alone',
    'auth.adminpassword' => bin2hex(random_bytes(16)),
    'technicalcontact_email' => 'test@idp.example',
    'enable.saml20-idp' => true,
    'module.enable' => ['core' => true, 'saml' => true, 'exampleauth' => true],
    'store.type' => 'phpsession',
    'session.phpsession.savepath' => $folder . '/temp',
    'session.cookie.secure' => false,
    'session.cookie.samesite' => null,
    'language.default' => 'en',
    'theme.use' => 'default',
    'metadatadir' => __DIR__ . '/metadata',
    'metadata.sources' => [
        ['type' => 'flatfile'],
        ['type' => 'xml', 'file' => $folder . '/sp.xml'],
    ],
];
