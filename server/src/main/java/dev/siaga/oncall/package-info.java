/**
 * Who is on call, when and why: pure over time. The door is {@link dev.siaga.oncall.OnCall}: a
 * configuration and an instant in, an answer with its reason out.
 */
@NullMarked
package dev.siaga.oncall;

import org.jspecify.annotations.NullMarked;
