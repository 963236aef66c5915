@NullMarked
package dev.siaga.catalog;

import org.jspecify.annotations.NullMarked;
