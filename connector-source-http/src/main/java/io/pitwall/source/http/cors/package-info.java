/** Which web pages of other origins may send requests. */
@NullMarked
package io.pitwall.source.http.cors;

import org.jspecify.annotations.NullMarked;
