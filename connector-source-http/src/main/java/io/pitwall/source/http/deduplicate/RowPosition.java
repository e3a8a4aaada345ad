package io.pitwall.source.http.deduplicate;

import java.util.Map;

/** Source partition and offset of a row: what Connect stores with it. Shared by rows; never modified. */
public record RowPosition(Map<String, ?> partition, Map<String, ?> offset) {}
