/** Tests of the API: its own server on real doors and a real database, asked over HTTP. */
@NullMarked
package dev.siaga.api;

import org.jspecify.annotations.NullMarked;
