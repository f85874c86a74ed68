package io.redub.interop.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What crosses by protocol webservice: nothing that Dubbo's could not carry itself. */
public interface Parcels {
    /** A bean. */
    class Parcel {
        private String to;
        private int grams;
        private List<String> marks;
        private Map<String, Integer> content;
        private Date sent;

        public String getTo() {
            return to;
        }

        public void setTo(String to) {
            this.to = to;
        }

        public int getGrams() {
            return grams;
        }

        public void setGrams(int grams) {
            this.grams = grams;
        }

        public List<String> getMarks() {
            return marks;
        }

        public void setMarks(List<String> marks) {
            this.marks = marks;
        }

        public Map<String, Integer> getContent() {
            return content;
        }

        public void setContent(Map<String, Integer> content) {
            this.content = content;
        }

        public Date getSent() {
            return sent;
        }

        public void setSent(Date sent) {
            this.sent = sent;
        }

        @Override
        public String toString() {
            return to + grams + marks + content + (sent == null ? null : sent.getTime());
        }
    }

    String hello(String name);

    List<Parcel> heavier(List<Parcel> parcels, int grams);

    String over(String text);

    String over(int number);

    int[] numbers(int[] numbers);

    void lose(String what) throws IOException;

    /** What it does. */
    class Bean implements Parcels {
        @Override
        public String hello(String name) {
            return "hello " + name;
        }

        @Override
        public List<Parcel> heavier(List<Parcel> parcels, int grams) {
            parcels.forEach(each -> each.setGrams(each.getGrams() + grams));
            return parcels;
        }

        @Override
        public String over(String text) {
            return "text";
        }

        @Override
        public String over(int number) {
            return "number";
        }

        @Override
        public int[] numbers(int[] numbers) {
            return numbers;
        }

        @Override
        public void lose(String what) throws IOException {
            if (what.equals("all")) {
                throw new IllegalStateException("all lost");
            }
            throw new IOException(what);
        }
    }

    /** Calls each method; the answers as one text. */
    static String use(Parcels parcels) {
        Parcel parcel = new Parcel();
        parcel.setTo("ann <ä>\n");
        parcel.setGrams(1);
        parcel.setMarks(new ArrayList<>(List.of("a", "b")));
        parcel.setContent(new HashMap<>(Map.of("k", 2)));
        parcel.setSent(new Date(5));
        return String.join(
                "; ",
                parcels.hello("bob"),
                parcels.hello(null),
                parcels.heavier(new ArrayList<>(List.of(parcel, parcel)), 4).toString(),
                parcels.over("a"),
                parcels.over(1),
                String.valueOf(parcels.numbers(new int[] {3, 4})[1]),
                lost(parcels, "one"),
                lost(parcels, "all"));
    }

    private static String lost(Parcels parcels, String what) {
        try {
            parcels.lose(what);
            return "nothing lost";
        } catch (IOException e) {
            return e.toString();
        } catch (RuntimeException e) {
            // Each framework has an exception of its own for what is not declared.
            return e.getMessage().contains("all lost") ? "all lost" : e.toString();
        }
    }

    /** What {@link #use} says if all is well. */
    String EXPECTED =
            "hello bob; hello null; [ann <ä>\n5[a, b]{k=2}5, ann <ä>\n5[a, b]{k=2}5]; text; number;"
                    + " 4; java.io.IOException: one; all lost";
}
