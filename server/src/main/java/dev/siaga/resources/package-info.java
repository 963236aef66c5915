/**
 * Configuration as code: every capability registers its kinds of {kind, name, spec}; versions,
 * diff, all-or-nothing apply, export. Door: {@code Resources}.
 */
@NullMarked
package dev.siaga.resources;

import org.jspecify.annotations.NullMarked;
