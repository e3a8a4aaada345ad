/** What a connection may cost before there is a request: how many there are, how long a head takes, how long it is silent. */
@NullMarked
package io.pitwall.source.http.listen.connection;

import org.jspecify.annotations.NullMarked;
