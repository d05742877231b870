using Gan.Data;
using Gan.Losses;
using Microsoft.Extensions.Logging;

namespace Gan.Tests.Building.Rules;

public class DataRulesTests
{
    [Theory]
    [InlineData(new long[] { 16, 16, 3 }, true)]
    [InlineData(new long[] { 16, 3, 16 }, true)]
    [InlineData(new long[] { 3, 16, 3 }, false)]
    [InlineData(new long[] { 16, 6, 6 }, false)]
    public void Channels_in_another_place_are_named_where_the_networks_refuse_the_shape(long[] shape, bool isNamed)
    {
        using var data = Images(shape);
        var message = Tiny.Builder(data)
            .Invoking(builder => builder.Build())
            .Should()
            .Throw<GanConfigurationException>();
        var hint = $"but [{string.Join(", ", shape)}] of the data set 'images' looks like another order of the axes";
        message.Which.Message.Contains(hint, StringComparison.Ordinal).Should().Be(isNamed);
        message.Which.Message.Contains("NumpyOptions.ChannelsLast", StringComparison.Ordinal).Should().Be(isNamed);
    }

    [Fact]
    public void Images_of_many_channels_that_the_networks_take_are_no_problem()
    {
        using var data = Images([16, 8, 8]);
        Tiny.Builder(data).Invoking(builder => builder.Build().Dispose()).Should().NotThrow();
    }

    [Fact]
    public void Classes_without_a_sample_are_said_when_a_generator_will_be_asked_for_them()
    {
        const string Unseen =
            "The data set few has no sample of some of its 5 classes, so the generator learns nothing of them: 1, 4";
        Warnings([0, 2, 3, 0], 5, new LabelConcatenation()).Should().Equal(Unseen);
        Warnings([0, 2, 3, 0], 5, conditioning: null).Should().BeEmpty();
        Warnings([0, 2, 3, 1], 4, new LabelConcatenation()).Should().BeEmpty();
        Warnings([0, 0, 0, 29], 30, new LabelConcatenation())
            .Should()
            .ContainSingle()
            .Which.Should()
            .EndWith(": 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20 and 8 more");
    }

    [Fact]
    public void A_data_set_that_does_not_count_its_classes_says_nothing()
    {
        using var log = new Recorder();
        Tiny.Builder().WithConditioning(new LabelEmbedding()).WithLogging(log).Build().Dispose();
        log.Warnings.Should().BeEmpty();
    }

    private static ArrayDataset Images(long[] shape) =>
        ArrayDataset.Images(new float[16 * shape[0] * shape[1] * shape[2]], shape[0], shape[1], shape[2]);

    private static List<string> Warnings(long[] labels, long classes, IConditioning? conditioning)
    {
        using var data = ArrayDataset.Table(new float[] { 1, 2, 3, 4 }, 1, labels, classes, "few");
        using var log = new Recorder();
        var gan = new GanBuilder()
            .WithData(data)
            .WithMlp(MlpOptions.Small)
            .WithTraining(new TrainingOptions { Steps = 1, BatchSize = 2 })
            .WithLogging(log);
        (conditioning is null ? gan : gan.WithConditioning(conditioning)).Build().Dispose();
        return log.Warnings;
    }

    private sealed class Recorder : ILoggerFactory, ILogger
    {
        public List<string> Warnings { get; } = [];

        public void AddProvider(ILoggerProvider provider) { }

        public ILogger CreateLogger(string categoryName) => this;

        public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Warning;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (logLevel == LogLevel.Warning)
            {
                Warnings.Add(formatter(state, exception));
            }
        }

        public void Dispose() { }
    }
}
