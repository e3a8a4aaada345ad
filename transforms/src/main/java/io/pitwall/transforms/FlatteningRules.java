package io.pitwall.transforms;

import java.util.Optional;

/** What {@link Flatten} was told: how names are joined, what becomes of arrays, and which field names which. */
record FlatteningRules(String delimiter, ArrayPolicy arrays, Optional<Pivot> pivot) {}
