using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Gan.Torch.Tests.Nn;

/// <summary>What a module knows of its parts.</summary>
public sealed class ModuleTests : IDisposable
{
    private readonly IDisposable scope = NewDisposeScope();
    private readonly Net net = new();

    public void Dispose()
    {
        net.Dispose();
        scope.Dispose();
    }

    private sealed class Block : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> linear = nn.Linear(3, 3);
        private readonly nn.Module<Tensor, Tensor> drop = nn.Dropout(0.5);

        public Block() : base(nameof(Block)) => RegisterComponents();

        public override Tensor forward(Tensor input) => drop.call(linear.call(input));
    }

    private sealed class Net : nn.Module<Tensor, Tensor>
    {
        private readonly Block first = new();
        private readonly BatchNorm1d norm = nn.BatchNorm1d(3);
        private readonly ModuleList<Block> rest = new(new Block(), new Block());
        private readonly Parameter scale = new(ones(3));

        public Net() : base(nameof(Net))
        {
            RegisterComponents();
            register_buffer("steps", zeros(1));
            register_buffer("scratch", zeros(2), persistent: false);
        }

        public override Tensor forward(Tensor input)
        {
            var x = norm.call(first.call(input));
            foreach (var block in rest) x = block.call(x);
            return x * scale;
        }
    }

    [Fact]
    public void Fields_register_their_modules_and_parameters_by_name()
    {
        net.named_parameters().Select(p => p.name).Should().BeEquivalentTo(
            "scale", "first.linear.weight", "first.linear.bias", "norm.weight", "norm.bias",
            "rest.0.linear.weight", "rest.0.linear.bias", "rest.1.linear.weight", "rest.1.linear.bias");
        net.named_children().Select(c => c.name).Should().Equal("first", "norm", "rest");
        net.named_modules().Select(m => m.name).Should().Contain(["first", "first.linear", "rest.1.drop"]).And.NotContain("");
        net.GetName().Should().Be("Net");
    }

    [Fact]
    public void Parameters_come_in_the_order_of_their_names()
    {
        net.parameters().Should().Equal(net.named_parameters().Select(p => p.parameter));
        net.parameters(recurse: false).Should().ContainSingle();
        nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1)).named_parameters().Select(p => p.name)
            .Should().Equal("0.weight", "0.bias", "2.weight", "2.bias");
    }

    [Fact]
    public void Buffers_are_in_the_state_unless_they_are_not_persistent()
    {
        net.named_buffers().Select(b => b.name).Should().Contain(["steps", "scratch", "norm.running_mean", "norm.running_var"]);
        net.named_buffers(include_nonpersistent: false).Select(b => b.name).Should().NotContain("scratch");
        net.state_dict().Keys.Should().Contain("steps").And.Contain("norm.num_batches_tracked").And.NotContain("scratch");
        net.has_buffer("steps").Should().BeTrue();
        net.has_parameter("scale").Should().BeTrue();
        net.get_parameter("scale").Should().NotBeNull();
        net.get_buffer("steps")!.numel().Should().Be(1);
    }

    [Fact]
    public void Train_and_eval_reach_every_part()
    {
        net.training.Should().BeTrue();
        net.eval();
        net.modules().Should().OnlyContain(m => !m.training);
        var x = randn(4L, 3L);
        net.call(x).allclose(net.call(x)).Should().BeTrue("dropout is off");
        net.train();
        net.modules().Should().OnlyContain(m => m.training);
        net.call(x).allclose(net.call(x)).Should().BeFalse("dropout is on");
    }

    [Fact]
    public void Apply_visits_every_part_and_the_module_itself()
    {
        var seen = new List<string>();
        net.apply(m => seen.Add(m.GetName())).Should().BeSameAs(net);
        seen.Should().Contain("Net").And.Contain("Linear");
        seen.Count(n => n == "Block").Should().Be(3);
    }

    [Fact]
    public void Zero_grad_clears_gradients()
    {
        net.call(randn(4L, 3L)).sum().backward();
        net.parameters().Should().OnlyContain(p => !Equals(p.grad, null));
        net.zero_grad();
        net.parameters().Should().OnlyContain(p => Equals(p.grad, null) || p.grad!.count_nonzero(null!).item<long>() == 0);
    }

    [Fact]
    public void To_converts_parameters_and_floating_buffers()
    {
        net.to(ScalarType.Float64);
        net.parameters().Should().OnlyContain(p => p.dtype == ScalarType.Float64 && p.requires_grad && p.is_leaf);
        net.get_buffer("steps")!.dtype.Should().Be(ScalarType.Float64);
        net.call(randn(4L, 3L, dtype: float64)).dtype.Should().Be(ScalarType.Float64);
    }

    [Fact]
    public void Parts_made_inside_a_scope_outlive_it()
    {
        nn.Module<Tensor, Tensor> made;
        using (NewDisposeScope()) made = nn.Sequential(nn.Linear(3, 2), nn.BatchNorm1d(2));
        made.call(ones(4, 3)).shape.Should().Equal(4, 2);
        made.Dispose();
    }

    [Fact]
    public void Disposing_a_module_disposes_its_parts()
    {
        var parameters = net.parameters().ToArray();
        net.Dispose();
        parameters.Should().OnlyContain(p => p.IsInvalid);
    }

    [Fact]
    public void A_sequence_runs_in_order_and_names_its_parts()
    {
        using var sequence = nn.Sequential(("double", nn.Linear(1, 1, hasBias: false)), ("relu", nn.ReLU()));
        using (no_grad()) sequence.get_parameter("double.weight")!.fill_(-2);
        sequence.call(tensor(new float[] { -3, 3 }).view(2, 1)).data<float>().ToArray().Should().Equal(6, 0);
        sequence.append("negate", nn.Linear(1, 1, hasBias: false));
        sequence.named_children().Select(c => c.name).Should().Equal("double", "relu", "negate");
    }

    [Fact]
    public void A_dictionary_of_modules_finds_them_by_name()
    {
        using var dictionary = nn.ModuleDict(("a", nn.Linear(1, 2)), ("b", nn.ReLU()));
        dictionary.Count.Should().Be(2);
        dictionary.named_parameters().Select(p => p.name).Should().Equal("a.weight", "a.bias");
        dictionary["b"].GetName().Should().Be("ReLU");
    }
}
