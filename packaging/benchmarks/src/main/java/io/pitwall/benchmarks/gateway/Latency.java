package io.pitwall.benchmarks.gateway;

/** Times to acknowledgement: the median, and what one in a hundred exceeds. Travels between processes as a line. */
record Latency(long medianNanos, long p99Nanos) {

    String line() {
        return "done " + medianNanos + " " + p99Nanos;
    }

    static Latency parse(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 3 || !words[0].equals("done")) {
            throw new IllegalStateException("Expected `done` and two numbers of nanoseconds; found `" + line + "`.");
        }
        return new Latency(Long.parseLong(words[1]), Long.parseLong(words[2]));
    }
}
