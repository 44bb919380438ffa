<?php

// Whoever comes is the person of answer.json.
$wanted = json_decode(file_get_contents(getenv('SEGUITO_INTEROP') . '/answer.json'), true);
$config = ['static' => array_merge(['exampleauth:StaticSource'], $wanted['attributes'])];
