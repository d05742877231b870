using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Torch.Tests.Nn;

/// <summary>Saving and loading tensors, modules and optimisers.</summary>
public sealed class StateTests : IDisposable
{
    private readonly IDisposable scope = NewDisposeScope();
    private readonly string path = Path.GetTempFileName();

    public void Dispose()
    {
        File.Delete(path);
        scope.Dispose();
    }

    private static Sequential Net() => nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.Flatten(), nn.Linear(8, 1));

    [Fact]
    public void A_module_comes_back_from_its_file()
    {
        using var saved = Net();
        using var loaded = Net();
        var x = randn(3L, 1L, 4L, 4L);
        saved.call(x);
        saved.save(path);
        loaded.load(path).Should().BeSameAs(loaded);
        saved.eval();
        loaded.eval();
        loaded.call(x).allclose(saved.call(x)).Should().BeTrue();
        loaded.get_buffer("1.num_batches_tracked")!.item<long>().Should().Be(1);
    }

    [Fact]
    public void A_state_moves_from_module_to_module()
    {
        using var from = Net();
        using var to = Net();
        var (missing, unexpected) = to.load_state_dict(from.state_dict());
        missing.Should().BeEmpty();
        unexpected.Should().BeEmpty();
        foreach (var (name, parameter) in to.named_parameters()) parameter.allclose(from.get_parameter(name)!).Should().BeTrue();
        using (no_grad()) from.get_parameter("0.bias")!.add_(1);
        to.get_parameter("0.bias")!.allclose(from.get_parameter("0.bias")!).Should().BeFalse("the values are copied");
    }

    [Fact]
    public void A_loose_load_reports_what_does_not_fit()
    {
        using var net = Net();
        var state = new Dictionary<string, Tensor> { ["3.bias"] = zeros(1), ["other"] = zeros(1) };
        var (missing, unexpected) = net.load_state_dict(state, strict: false);
        missing.Should().Contain("0.weight").And.NotContain("3.bias");
        unexpected.Should().Equal("other");
        net.get_parameter("3.bias")!.item<float>().Should().Be(0);
    }

    [Fact]
    public void Loading_keeps_the_parameters_that_an_optimiser_holds()
    {
        using var net = Net();
        var before = net.parameters().ToArray();
        net.save(path);
        net.load(path);
        net.parameters().Should().Equal(before);
        before.Should().OnlyContain(p => p.requires_grad && p.is_leaf);
    }

    [Fact]
    public void A_tensor_comes_back_from_its_file()
    {
        Tensor[] tensors = [randn(3L, 4L), arange(5), torch.tensor(new[] { true, false }), torch.tensor(2.5), zeros(0, 3), randn(2L, 3L).t()];
        foreach (var tensor in tensors)
        {
            save(tensor, path);
            var loaded = load(path);
            loaded.dtype.Should().Be(tensor.dtype);
            loaded.shape.Should().Equal(tensor.shape);
            loaded.allclose(tensor).Should().BeTrue();
        }
    }

    [Fact]
    public void An_optimiser_continues_from_its_state_as_if_never_stopped()
    {
        var (first, second) = (new Parameter(ones(3)), new Parameter(ones(3)));
        using var whole = optim.Adam([first], lr: 0.1);
        using var before = optim.Adam([second], lr: 0.1);
        Steps(whole, first, 3);
        Steps(before, second, 3);
        before.save_state_dict(path);
        using var after = optim.Adam([second], lr: 0.1);
        after.load_state_dict(path);
        Steps(whole, first, 2);
        Steps(after, second, 2);
        second.allclose(first, rtol: 0, atol: 0).Should().BeTrue();
    }

    private static void Steps(optim.Optimizer optimiser, Parameter parameter, int count)
    {
        for (var i = 0; i < count; i++)
        {
            parameter.grad = tensor(new[] { 1f, -2f, 0.5f }) * (i + 1);
            optimiser.step();
        }
    }
}
