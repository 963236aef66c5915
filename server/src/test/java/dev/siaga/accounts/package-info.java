@NullMarked
package dev.siaga.accounts;

import org.jspecify.annotations.NullMarked;
