/**
 * The pages that people see: one record and one template a page. Door: {@link dev.siaga.web.Web}.
 */
@NullMarked
package dev.siaga.web;

import org.jspecify.annotations.NullMarked;
