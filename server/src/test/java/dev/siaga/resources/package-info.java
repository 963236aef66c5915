@NullMarked
package dev.siaga.resources;

import org.jspecify.annotations.NullMarked;
