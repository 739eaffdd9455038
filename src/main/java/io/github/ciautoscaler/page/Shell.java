package io.github.ciautoscaler.page;

import io.github.ciautoscaler.api.Seat;

/**
 * What stands around every page.
 *
 * @param version of this program
 * @param canSignIn whether there is any token to sign in with
 */
public record Shell(String version, Seat seat, boolean canSignIn) {}
