package io.redub.spring;

/** Says what it was told to say. */
public class PoliteGreeter implements Greeter {
    private String word = "Hello";

    public void setWord(String newWord) {
        word = newWord;
    }

    @Override
    public String greet(String name) {
        return word + ", " + name;
    }

    @Override
    public String slow(long millis) throws InterruptedException {
        Thread.sleep(millis);
        return word;
    }
}
