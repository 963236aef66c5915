/**
 * Who people are and how they prove it: persons, teams, sign-in, sessions, API tokens. Door: {@code
 * Accounts}.
 */
@NullMarked
package dev.siaga.accounts;

import org.jspecify.annotations.NullMarked;
