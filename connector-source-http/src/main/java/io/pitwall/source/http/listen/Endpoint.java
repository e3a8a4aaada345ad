package io.pitwall.source.http.listen;

import io.pitwall.source.http.route.RouteSettings;

/** A path of a connector, and who serves it. */
record Endpoint(Gateway gateway, RouteSettings route) {}
