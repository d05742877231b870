namespace Gan.Distributed.Tests;

public sealed class MpiOptionsTests
{
    [Fact]
    public void A_time_out_that_cannot_be_is_refused() =>
        FluentActions
            .Invoking(() => new GanBuilder().WithMpi(new MpiOptions { Timeout = TimeSpan.Zero }))
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*MpiOptions.Timeout must be above 0, but was 00:00:00.*");
}
