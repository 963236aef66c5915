/** Tests of who is woken and when. */
@NullMarked
package dev.siaga.paging;

import org.jspecify.annotations.NullMarked;
