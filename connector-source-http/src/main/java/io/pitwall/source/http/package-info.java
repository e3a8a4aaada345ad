@NullMarked
package io.pitwall.source.http;

import org.jspecify.annotations.NullMarked;
