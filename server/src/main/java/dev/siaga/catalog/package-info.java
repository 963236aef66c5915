/** What runs and who looks after it: services and their routing. Door: {@code Catalog}. */
@NullMarked
package dev.siaga.catalog;

import org.jspecify.annotations.NullMarked;
