package io.pitwall.benchmarks.gateway;

import io.pitwall.benchmarks.rows.PhoneRows;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** What a request holds. */
enum Shape {
    /** One object of exactly 1,024 bytes: a device, a time and some forty numbers. */
    READING(1) {
        @Override
        List<byte[]> rows(SplittableRandom random, int request) {
            StringBuilder row = new StringBuilder()
                    .append("{\"deviceId\":\"car-")
                    .append(request)
                    .append("\",\"time\":")
                    .append(FIRST_MS + request);
            for (int channel = 10; row.length() + MOST_CHANNEL_BYTES + FILLER_BYTES <= READING_BYTES; channel++) {
                row.append(
                        String.format(Locale.ROOT, ",\"channel-%d\":%.6f", channel, random.nextDouble(-1_000, 1_000)));
            }
            String filler = "g".repeat(READING_BYTES - row.length() - FILLER_BYTES);
            row.append(",\"unit\":\"").append(filler).append("\"}");
            return List.of(row.toString().getBytes(StandardCharsets.US_ASCII));
        }
    },
    /** An array of a hundred small objects, 144 to 151 bytes each. */
    BATCH(100) {
        @Override
        List<byte[]> rows(SplittableRandom random, int request) {
            PhoneRows phone = new PhoneRows(random.nextLong());
            List<byte[]> rows = new ArrayList<>();
            for (int row = 0; row < rowsPerRequest(); row++) {
                rows.add(phone.next(request, FIRST_MS + row));
            }
            return rows;
        }
    };

    /** So many different requests go round. */
    private static final int DIFFERENT_REQUESTS = 256;

    private static final long FIRST_MS = 1_780_000_000_000L;
    private static final int READING_BYTES = 1_024;
    private static final int MOST_CHANNEL_BYTES = ",\"channel-99\":-1000.000000".length();
    private static final int FILLER_BYTES = ",\"unit\":\"\"}".length();

    private final int rowsPerRequest;

    Shape(int rowsPerRequest) {
        this.rowsPerRequest = rowsPerRequest;
    }

    int rowsPerRequest() {
        return rowsPerRequest;
    }

    abstract List<byte[]> rows(SplittableRandom random, int request);

    /** The rows of one request after the other, each a JSON object without white space. Equal seeds give equal bytes. */
    List<List<byte[]>> requests(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<byte[]>> requests = new ArrayList<>();
        for (int request = 0; request < DIFFERENT_REQUESTS; request++) {
            requests.add(rows(random, request));
        }
        return requests;
    }

    /** The body that holds these rows. */
    byte[] body(List<byte[]> rows) {
        if (rowsPerRequest == 1) {
            return rows.get(0);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        char separator = '[';
        for (byte[] row : rows) {
            body.write(separator);
            body.writeBytes(row);
            separator = ',';
        }
        body.write(']');
        return body.toByteArray();
    }
}
