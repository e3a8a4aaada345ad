/** From files to the certificate that new connections are shown, at the start and whenever the files change. */
@NullMarked
package io.pitwall.source.http.listen.tls;

import org.jspecify.annotations.NullMarked;
