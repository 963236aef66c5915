/** Tests of what the pages do before they show anything. */
@NullMarked
package dev.siaga.web;

import org.jspecify.annotations.NullMarked;
