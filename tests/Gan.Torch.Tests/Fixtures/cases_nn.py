"""Cases of torch.nn.functional, and of the compositions that GANs are made of."""
import torch
import torch.nn.functional as F

from casebook import below, case, mask, normal, positive, unit, values, within


def add_all():
    activations()
    convolutions()
    transposed_convolutions()
    norms()
    pooling_and_padding()
    resampling()
    losses()
    compositions()


def activations():
    x = normal(3, 5)
    case("functional relu", lambda t: F.relu(t), x)
    case("functional leaky relu", lambda t: F.leaky_relu(t, 0.3), x, second=True)
    case("elu", lambda t: F.elu(t, 0.7), x, second=True)
    case("selu", lambda t: F.selu(t), x, second=True)
    case("silu", lambda t: F.silu(t), x, second=True)
    case("gelu", lambda t: F.gelu(t), x, second=True)
    case("softplus", lambda t: F.softplus(t), x, second=True)
    case("softplus beta", lambda t: F.softplus(t, 2, 1.5), x, second=True)
    case("functional tanh sigmoid", lambda t: [torch.tanh(t), torch.sigmoid(t)], x)
    case("hardtanh", lambda t: F.hardtanh(t, -0.4, 0.6), x)
    case("softmax", lambda t: F.softmax(t, 1), x, second=True)
    case("log softmax", lambda t: F.log_softmax(t, 1), x, second=True)
    case("normalize", lambda t: F.normalize(t, dim=1), x, second=True)
    case("cosine similarity", lambda a, b: F.cosine_similarity(a, b), x, normal(3, 5), second=True)
    case("dropout in evaluation", lambda t: F.dropout(t, 0.5, False), x)
    case("linear", lambda t, w, b: F.linear(t, w, b), x, normal(4, 5), normal(4), second=True)
    case("linear without bias", lambda t, w: F.linear(t, w), normal(2, 3, 5), normal(4, 5), second=True)
    case("linear in double", lambda t, w, b: F.linear(t, w, b), x.double(), normal(4, 5).double(), normal(4).double(), second=True)

    def attention(q, k, v):
        return torch.softmax(q @ k.transpose(-2, -1) / 2.0, -1) @ v
    case("attention", attention, normal(2, 3, 4), normal(2, 5, 4), normal(2, 5, 4), second=True)


def convolutions():
    x, b = normal(2, 4, 7, 6), normal(6)
    case("conv1d", lambda t, w, c: F.conv1d(t, w, c, stride=2, padding=1), normal(2, 3, 9), normal(4, 3, 3), normal(4), second=True)
    case("conv2d", lambda t, w, c: F.conv2d(t, w, c), x, normal(6, 4, 3, 3), b, second=True)
    case("conv2d without bias", lambda t, w: F.conv2d(t, w), x, normal(3, 4, 3, 3), second=True)
    case("conv2d stride 2 padding 1", lambda t, w, c: F.conv2d(t, w, c, stride=2, padding=1), x, normal(6, 4, 4, 4), b, second=True)
    case("conv2d uneven", lambda t, w, c: F.conv2d(t, w, c, stride=(2, 1), padding=(0, 2)), x, normal(6, 4, 3, 5), b, second=True)
    case("conv2d dilation 2", lambda t, w, c: F.conv2d(t, w, c, dilation=2, padding=2), x, normal(6, 4, 3, 3), b, second=True)
    case("conv2d groups 2", lambda t, w, c: F.conv2d(t, w, c, groups=2, padding=1), x, normal(6, 2, 3, 3), b, second=True)
    case("conv2d depthwise", lambda t, w: F.conv2d(t, w, groups=4, padding=1), x, normal(4, 1, 3, 3), second=True)
    case("conv2d in double", lambda t, w, c: F.conv2d(t, w, c, padding=1), normal(1, 2, 5, 5).double(), normal(3, 2, 3, 3).double(),
         normal(3).double(), second=True)
    case("conv3d", lambda t, w, c: F.conv3d(t, w, c, padding=1), normal(1, 2, 4, 4, 3), normal(3, 2, 3, 3, 3), normal(3))


def transposed_convolutions():
    x = normal(2, 4, 4, 3)
    t2 = F.conv_transpose2d
    case("conv transpose1d", lambda t, w, c: F.conv_transpose1d(t, w, c, stride=2, padding=1, output_padding=1),
         normal(2, 3, 5), normal(3, 4, 3), normal(4), second=True)
    case("conv transpose2d", lambda t, w, c: t2(t, w, c), x, normal(4, 3, 3, 3), normal(3), second=True)
    case("conv transpose2d without bias", lambda t, w: t2(t, w), x, normal(4, 3, 3, 3), second=True)
    case("conv transpose2d 4x4 stride 2", lambda t, w, c: t2(t, w, c, stride=2, padding=1), x, normal(4, 3, 4, 4), normal(3), second=True)
    case("conv transpose2d 5x5 output padding", lambda t, w, c: t2(t, w, c, stride=2, padding=2, output_padding=1),
         x, normal(4, 3, 5, 5), normal(3), second=True)
    case("conv transpose2d stride 3", lambda t, w: t2(t, w, stride=3, padding=1, output_padding=2), x, normal(4, 2, 3, 3), second=True)
    case("conv transpose2d uneven", lambda t, w: t2(t, w, stride=(2, 1), padding=(1, 0), output_padding=(1, 0)),
         x, normal(4, 2, 3, 4), second=True)
    case("conv transpose2d dilation 2", lambda t, w, c: t2(t, w, c, stride=2, padding=1, dilation=2),
         x, normal(4, 3, 3, 3), normal(3), second=True)
    case("conv transpose2d groups 2", lambda t, w, c: t2(t, w, c, stride=2, padding=1, groups=2),
         x, normal(4, 3, 4, 4), normal(6), second=True)
    case("conv transpose2d latent to 4x4", lambda t, w: t2(t, w), normal(3, 8, 1, 1), normal(8, 4, 4, 4), second=True)
    case("conv transpose2d in double", lambda t, w: t2(t, w, stride=2, padding=1),
         normal(1, 2, 3, 3).double(), normal(2, 2, 4, 4).double(), second=True)


def norms():
    x = normal(4, 6, 3, 3)
    case("batch norm training", lambda t, w, b: F.batch_norm(t, None, None, w, b, training=True), x, normal(6), normal(6), second=True)
    case("batch norm evaluation", lambda t, m, v, w, b: F.batch_norm(t, m, v, w, b), x, normal(6).const(), positive(6).const(),
         normal(6), normal(6), second=True)
    case("layer norm", lambda t, w, b: F.layer_norm(t, (3, 3), w, b), x, normal(3, 3), normal(3, 3), second=True)
    case("layer norm without weights", lambda t: F.layer_norm(t, (6, 3, 3)), x, second=True)
    case("group norm", lambda t, w, b: F.group_norm(t, 3, w, b), x, normal(6), normal(6), second=True)
    case("instance norm", lambda t, w, b: F.instance_norm(t, weight=w, bias=b), x, normal(6), normal(6), second=True)
    case("instance norm without weights", lambda t: F.instance_norm(t), x, second=True)


def pooling_and_padding():
    x = normal(2, 3, 6, 5)
    case("avg pool2d", lambda t: F.avg_pool2d(t, 2), x, second=True)
    case("avg pool2d stride and padding", lambda t: F.avg_pool2d(t, 3, stride=2, padding=1, count_include_pad=False), x)
    case("max pool2d", lambda t: F.max_pool2d(t, 2), x, second=True)
    case("max pool2d stride and padding", lambda t: F.max_pool2d(t, 3, stride=2, padding=1), x)
    case("adaptive avg pool2d", lambda t: F.adaptive_avg_pool2d(t, 1), x, second=True)
    case("adaptive avg pool2d 3", lambda t: F.adaptive_avg_pool2d(t, 3), x)
    case("pad constant", lambda t: F.pad(t, (1, 2, 0, 3), value=0.5), x)
    case("pad reflect", lambda t: F.pad(t, (1, 2, 2, 1), mode="reflect"), x, second=True)
    case("pad replicate", lambda t: F.pad(t, (1, 2, 2, 1), mode="replicate"), x)
    case("pad circular", lambda t: F.pad(t, (1, 2, 2, 1), mode="circular"), x)
    case("unfold", lambda t: F.unfold(t, 2, dilation=1, padding=1, stride=2), x)


def resampling():
    x = normal(2, 4, 4, 3)
    case("interpolate nearest", lambda t: F.interpolate(t, scale_factor=2, mode="nearest"), x, second=True)
    case("interpolate nearest to size", lambda t: F.interpolate(t, size=(6, 7), mode="nearest"), x)
    case("interpolate bilinear", lambda t: F.interpolate(t, scale_factor=2, mode="bilinear", align_corners=False), x, second=True)
    case("interpolate bilinear corners", lambda t: F.interpolate(t, size=(7, 5), mode="bilinear", align_corners=True), x)
    case("interpolate bicubic", lambda t: F.interpolate(t, size=(8, 6), mode="bicubic", align_corners=False), x)
    case("interpolate area", lambda t: F.interpolate(t, size=(2, 2), mode="area"), x)
    case("interpolate antialias", lambda t: F.interpolate(t, size=(2, 2), mode="bilinear", align_corners=False, antialias=True), x)
    case("pixel shuffle", lambda t: F.pixel_shuffle(t, 2), x, second=True)
    case("pixel unshuffle", lambda t: F.pixel_unshuffle(t, 2), normal(1, 2, 4, 6))
    grid = within(1.1, 2, 3, 3, 2)
    case("grid sample", lambda t, g: F.grid_sample(t, g, align_corners=False), x, grid)
    case("grid sample border corners", lambda t, g: F.grid_sample(t, g, padding_mode="border", align_corners=True), x, grid)
    case("grid sample reflection", lambda t, g: F.grid_sample(t, g, padding_mode="reflection", align_corners=False), x, grid)
    case("grid sample nearest", lambda t, g: F.grid_sample(t, g, mode="nearest", align_corners=False), x, grid.const())
    case("affine grid", lambda t: F.affine_grid(t, (2, 4, 3, 5), align_corners=False), normal(2, 2, 3))


def losses():
    x, y, p, t = normal(4, 3), normal(4, 3), unit(4, 3), unit(4, 3).const()
    logits = F.binary_cross_entropy_with_logits
    case("bce", lambda a, b: F.binary_cross_entropy(a, b), p, t)
    case("bce with logits", lambda a, b: logits(a, b), x, t, second=True)
    case("bce with logits sum and weights", lambda a, b, w, pw: logits(a, b, weight=w, pos_weight=pw, reduction="sum"), x, t,
         positive(4, 3).const(), positive(3).const(), second=True)
    case("bce with logits none", lambda a, b: logits(a, b, reduction="none"), x, t)
    case("bce with extreme logits", lambda a, b: logits(a, b, reduction="none"), values(-200.0, -30.0, 0.0, 30.0, 200.0),
         values(1.0, 0.0, 0.5, 1.0, 0.0))
    case("cross entropy", lambda a, b: F.cross_entropy(a, b), normal(5, 4), below(4, 5), second=True)
    case("cross entropy weights and smoothing", lambda a, b, w: F.cross_entropy(a, b, weight=w, label_smoothing=0.1), normal(5, 4),
         below(4, 5), positive(4).const())
    case("cross entropy ignore index", lambda a, b: F.cross_entropy(a, b, ignore_index=2, reduction="sum"), normal(5, 4), below(4, 5))
    case("mse", lambda a, b: F.mse_loss(a, b), x, y, second=True)
    case("mse sum", lambda a, b: F.mse_loss(a, b, reduction="sum"), x, y)
    case("l1", lambda a, b: F.l1_loss(a, b), x, y)
    case("smooth l1", lambda a, b: F.smooth_l1_loss(a, b, beta=0.5), x, y)
    case("nll", lambda a, b: F.nll_loss(F.log_softmax(a, 1), b), normal(5, 4), below(4, 5))
    case("kl div log target", lambda a, b: F.kl_div(F.log_softmax(a, 1), F.log_softmax(b, 1), log_target=True), x, y)
    case("kl div sum", lambda a, b: F.kl_div(F.log_softmax(a, 1), b, reduction="sum"), x, t)


def compositions():
    def critic(x, w1, w2):
        return F.conv2d(F.leaky_relu(F.conv2d(x, w1, stride=2, padding=1), 0.2), w2).mean((1, 2, 3))

    def gradient_penalty(real, fake, eps, w1, w2):
        mixed = (eps * real + (1 - eps) * fake).requires_grad_(True)
        scores = critic(mixed, w1, w2)
        grad, = torch.autograd.grad(scores, mixed, torch.ones_like(scores), create_graph=True)
        return ((grad.flatten(1).norm(2, 1) - 1) ** 2).mean() * 10

    def r1(real, w1, w2):
        scores = critic(real, w1, w2)
        grad, = torch.autograd.grad(scores.sum(), real, create_graph=True)
        return grad.square().sum((1, 2, 3)).mean() / 2

    images, w1, w2 = normal(3, 1, 8, 8), normal(4, 1, 4, 4), normal(2, 4, 3, 3)
    case("critic", critic, images, w1, w2, second=True)
    case("wgan gradient penalty", gradient_penalty, images.const(), normal(3, 1, 8, 8).const(), unit(3, 1, 1, 1).const(), w1, w2)
    case("r1 penalty", r1, images, w1, w2)

    def generator(z, w, up):
        h = F.batch_norm(F.linear(z, w).view(-1, 4, 2, 2), None, None, training=True)
        return torch.tanh(F.conv_transpose2d(F.relu(h), up, stride=2, padding=1))

    case("generator", generator, normal(4, 5), normal(16, 5), normal(4, 1, 4, 4), second=True)
    case("power iteration", lambda w, u: w / (F.normalize(w @ F.normalize(w.t() @ u, dim=0), dim=0) @ (w @ F.normalize(w.t() @ u, dim=0))),
         normal(4, 5), normal(4).const())
    case("minibatch deviation", lambda x: (x.var(0, unbiased=False) + 1e-8).sqrt().mean(), normal(4, 3, 2, 2), second=True)
    case("pixel norm", lambda x: x * (x.square().mean(1, keepdim=True) + 1e-8).rsqrt(), normal(2, 6, 3, 3), second=True)

    def modulated(x, style, w):
        weight = w.unsqueeze(0) * style.view(2, 1, 3, 1, 1)
        weight = weight * (weight.square().sum((2, 3, 4), keepdim=True) + 1e-8).rsqrt()
        out = F.conv2d(x.reshape(1, 6, 5, 5), weight.reshape(8, 3, 3, 3), padding=1, groups=2)
        return out.view(2, 4, 5, 5)

    case("modulated convolution", modulated, normal(2, 3, 5, 5), normal(2, 3), normal(4, 3, 3, 3), second=True)
