using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Torch.Tests.Nn;

public sealed class UtilsTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    [Fact]
    public void A_vector_of_all_parameters_goes_back_into_them()
    {
        Parameter[] from = [new(randn(2, 3)), new(randn(4))], to = [new(zeros(2, 3)), new(zeros(4))];
        nn.utils.vector_to_parameters(nn.utils.parameters_to_vector(from), to);
        to[0].equal(from[0]).all().item<bool>().Should().BeTrue();
        to[1].equal(from[1]).all().item<bool>().Should().BeTrue();
        var wrong = () => nn.utils.vector_to_parameters(zeros(9), to);
        wrong.Should().Throw<ArgumentException>().WithMessage("*10*[9]*");
    }

    [Fact]
    public void A_norm_that_is_no_number_spoils_the_gradients_as_in_PyTorch()
    {
        var parameter = new Parameter(zeros(2)) { grad = tensor(new[] { 1f, float.NaN }) };
        nn.utils.clip_grad_norm_([parameter], 1).Should().Be(double.NaN);
        parameter.grad!.isnan().all().item<bool>().Should().BeTrue();
    }

    [Fact]
    public void Parameters_without_a_gradient_are_passed_over()
    {
        nn.utils.clip_grad_norm_([new Parameter(zeros(2))], 1).Should().Be(0);
        nn.utils.clip_grad_value_([new Parameter(zeros(2))], 1);
    }

    public void Dispose() => scope.Dispose();
}
