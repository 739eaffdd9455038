package io.github.ciautoscaler.report;

import io.github.ciautoscaler.plan.Decision;
import java.time.Instant;

/**
 * A decision of one pass.
 *
 * @param begun whether what was decided for was also begun, which a dry run, for one, does not
 * @param since when it was first decided so, without a break
 * @param passes how many passes decided so, without a break; 1 for what was begun
 */
public record DecisionStatus(Decision decision, boolean begun, Instant since, long passes) {}
