/**
 * The two-command experience: {@code pitwall demo} starts everything on this machine, rides simulated or recorded phones
 * through it and shows what comes out.
 */
@NullMarked
package io.pitwall.demo;

import org.jspecify.annotations.NullMarked;
