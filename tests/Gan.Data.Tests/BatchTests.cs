using TorchSharp;

namespace Gan.Data.Tests;

public class BatchTests
{
    [Fact]
    public void Disposing_a_batch_frees_both_tensors()
    {
        var batch = new Batch(torch.zeros(3, 2), Numbers.Indices(0, 1, 2));
        batch.Count.Should().Be(3);
        batch.Dispose();
        batch.Samples.IsInvalid.Should().BeTrue();
        batch.Condition!.IsInvalid.Should().BeTrue();
    }

    [Fact]
    public void Labels_must_be_as_many_as_the_samples()
    {
        using var samples = torch.zeros(3, 2);
        using var labels = Numbers.Indices(0, 1);
        FluentActions
            .Invoking(() => new Batch(samples, labels))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage(
                "A batch of 3 samples needs labels of shape [3] or vectors of shape [3, K], but they have shape [2].*"
            );
    }
}
