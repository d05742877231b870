namespace Gan.Serving.Tests;

public sealed class ServingOptionsTests
{
    public static TheoryData<ServingOptions, string> Wrong =>
        new()
        {
            {
                new() { Name = "a/b" },
                "Name must have letters, digits, '-', '_' and '.' alone."
            },
            {
                new() { Name = null! },
                "Name must have letters, digits, '-', '_' and '.' alone."
            },
            {
                new() { MaxBatch = 4097 },
                "MaxBatch must be in [1, 4096], but was 4097."
            },
            {
                new() { MaxDelay = TimeSpan.FromSeconds(2) },
                "MaxDelay must be from 0 to 1000 ms, but was 2000 ms."
            },
            {
                new() { Queue = 0 },
                "Queue must be in [1, 100000], but was 0."
            },
            {
                new() { MaxCount = 0 },
                "MaxCount must be in [1, 65536], but was 0."
            },
            {
                new() { MaxPixels = 0 },
                "MaxPixels must be in [1, 33554432], but was 0."
            },
            {
                new() { MaxBodyBytes = 5 },
                "MaxBodyBytes must be in [1024, 1073741824], but was 5."
            },
            {
                new() { Threads = -1 },
                "Threads must be in [0, 1024], but was -1."
            },
            {
                new() { ApiKeys = ["long enough", null!] },
                "Each of ApiKeys must have from 8 to 1024 characters."
            },
            {
                new() { ApiKeys = null! },
                "Each of ApiKeys must have from 8 to 1024 characters."
            },
        };

    [Theory, MemberData(nameof(Wrong))]
    public void A_wrong_setting_is_told_in_one_sentence(ServingOptions options, string sentence)
    {
        options.Problems().Should().Equal(sentence);
        options.Invoking(o => o.ThrowIfWrong()).Should().Throw<ArgumentException>().WithMessage(sentence);
        options.ToString().Should().StartWith("ServingOptions {");
    }

    [Fact]
    public void The_defaults_are_right() => new ServingOptions().Problems().Should().BeEmpty();
}
