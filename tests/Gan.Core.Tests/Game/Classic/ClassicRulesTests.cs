using System.Runtime.InteropServices;
using Gan.Losses;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Gan.Tests.Game.Classic;

public sealed class ClassicRulesTests
{
    private static GanBuilder With(Func<NetworkSpec, Module<Tensor, Tensor>> discriminator) =>
        Tiny.Builder()
            .WithNetworks(
                s => new MlpOptions { GeneratorWidths = [8] }.Generator(s),
                s => DiscriminatorNetwork.Wrap(discriminator(s)),
                latentSize: 4
            );

    /// <summary>Changes a value that its gradient still needs.</summary>
    private sealed class InPlace : Module<Tensor, Tensor>
    {
        private readonly Linear layer;

        internal InPlace(long size)
            : base(nameof(InPlace))
        {
            layer = Linear(size, 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => layer.call(input.flatten(1)).sigmoid().mul_(2);
    }

    /// <summary>Changes the input of a convolution that the kernels compute.</summary>
    private sealed class InPlaceBefore : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> layer = KernelLayer.Of(Conv2d(1, 32, 4, stride: 2, padding: 1));

        internal InPlaceBefore()
            : base(nameof(InPlaceBefore)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            var bright = input * 2;
            var maps = layer.call(bright);
            bright.mul_(2);
            return maps.flatten(1).sum(1);
        }
    }

    /// <summary>Breaks on batches of more than two.</summary>
    private sealed class Late : Module<Tensor, Tensor>
    {
        private readonly Linear layer;

        internal Late(long size)
            : base(nameof(Late))
        {
            layer = Linear(size, 1);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) =>
            layer.call(input.flatten(1).narrow(1, 0, input.shape[0] > 2 ? 3 : layer.in_features));
    }

    [Fact]
    public void What_autograd_refuses_is_a_problem_of_Build_and_not_the_end_of_the_process() =>
        FluentActions
            .Invoking(() =>
                With(s => new InPlace(s.Size)).WithLoss(new WassersteinLoss()).AddPenalty(new GradientPenalty()).Build()
            )
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage(
                "*do not go together: "
                    + "one of the variables needed for gradient computation has been modified by an inplace operation*"
            );

    [Fact]
    public void What_a_kernel_refuses_on_the_way_back_is_a_problem_of_Build_and_not_the_end_of_the_process() =>
        FluentActions
            .Invoking(() => With(_ => new InPlaceBefore()).Build())
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*modified by an inplace operation*");

    [Fact]
    public void A_sigmoid_at_the_end_is_found_behind_nested_modules() =>
        FluentActions
            .Invoking(() =>
                With(s => Sequential(Flatten(), Sequential(Linear(s.Size, 4), ReLU()), Linear(4, 1), Sigmoid())).Build()
            )
            .Should()
            .Throw<GanConfigurationException>()
            .WithMessage("*ends in a sigmoid*");

    [Fact]
    public void A_problem_is_one_line_without_libtorchs_stack_trace() =>
        FluentActions
            .Invoking(() => With(_ => Sequential(Flatten(), Linear(7, 1))).Build())
            .Should()
            .Throw<GanConfigurationException>()
            .Which.Problems.Should()
            .OnlyContain(p => !p.Contains('\n') && !p.Contains("frame #"));

    [Fact]
    public void So_is_an_error_in_a_step_and_its_data_has_the_rest()
    {
        using var trainer = With(s => new Late(s.Size)).Build();
        var error = FluentActions.Invoking(() => trainer.Steps().Count()).Should().Throw<ExternalException>().Which;
        error.Message.Should().Be("mat1 and mat2 shapes cannot be multiplied (8x3 and 64x1)");
        error.StackTrace.Should().Contain(nameof(Late));
        error.Data[TorchErrors.WholeMessage].Should().BeOfType<string>().Which.Should().Contain("frame #");
        trainer.Context.Failure.Should().BeSameAs(error);
    }
}
