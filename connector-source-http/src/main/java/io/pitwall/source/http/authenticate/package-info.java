/** Who a request is from: decided by its head, and with signatures also by its body. */
@NullMarked
package io.pitwall.source.http.authenticate;

import org.jspecify.annotations.NullMarked;
