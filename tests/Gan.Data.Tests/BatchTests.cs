using TorchSharp;

namespace Gan.Data.Tests;

public class BatchTests
{
    [Fact]
    public void Disposing_a_batch_frees_its_tensors()
    {
        var batch = new Batch(torch.zeros(3, 2), Numbers.Indices(0, 1, 2), torch.zeros(3, 4, 4));
        batch.Count.Should().Be(3);
        batch.Dispose();
        batch.Samples.IsInvalid.Should().BeTrue();
        batch.Condition!.IsInvalid.Should().BeTrue();
        batch.Input!.IsInvalid.Should().BeTrue();
    }

    [Fact]
    public void A_batch_leaves_its_dispose_scope_with_all_its_tensors()
    {
        Batch outer;
        using (var around = torch.NewDisposeScope())
        {
            Batch detached;
            using (torch.NewDisposeScope())
            {
                outer = Whole().MoveToOuterDisposeScope();
                detached = Whole().DetachFromDisposeScope();
                around.DisposablesCount.Should().Be(3);
            }

            Tensors(outer).Concat(Tensors(detached)).Should().OnlyContain(tensor => !tensor.IsInvalid);
            detached.Dispose();
        }

        Tensors(outer).Should().OnlyContain(tensor => tensor.IsInvalid);

        static Batch Whole() => new(torch.zeros(1, 2), Numbers.Indices(0), torch.zeros(1, 3));
        static torch.Tensor[] Tensors(Batch batch) => [batch.Samples, batch.Condition!, batch.Input!];
    }

    [Fact]
    public void Inputs_must_be_floats_and_as_many_as_the_samples()
    {
        using var samples = torch.zeros(3, 2);
        using var few = torch.zeros(2, 4);
        using var whole = Numbers.Indices(0, 1, 2);
        foreach (var (input, text) in new[] { (few, "float32 [2, 4]"), (whole, "int64 [3]") })
        {
            FluentActions
                .Invoking(() => new Batch(samples, null, input))
                .Should()
                .Throw<ArgumentException>()
                .WithMessage($"A batch of 3 samples needs a float32 input [3, …], but it is {text} on cpu.*");
        }
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
