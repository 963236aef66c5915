/** Tests of who is on call. */
@NullMarked
package dev.siaga.oncall;

import org.jspecify.annotations.NullMarked;
